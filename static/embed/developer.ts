// The chunk for the people who write a shop's pages.

export * from "./diagnose";
export * from "./scripted";
