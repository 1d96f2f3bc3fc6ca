/** JSON also beside old libraries (Prototype 1.6), whose arrays have a toJSON that makes texts of them. */
export const json = (value: unknown): string => {
  const arrays = Array.prototype as { toJSON?: unknown };
  const { toJSON } = arrays;
  if (toJSON) delete arrays.toJSON;
  try {
    return JSON.stringify(value);
  } finally {
    if (toJSON) arrays.toJSON = toJSON;
  }
};
