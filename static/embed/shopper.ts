// The chunk of what few shoppers need.

export * from "./acts";
export * from "./recover";
