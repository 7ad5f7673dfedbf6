// Typed arrays as VS Code sends them to a page without more than they hold.

/** VS Code sends a typed array with all of its buffer, and a Node Buffer as JSON: only views of those are copied. */
export function asPlain<Values extends Uint8Array | Int32Array | Float32Array>(array: Values): Values {
  const type = [Float32Array, Int32Array].find((one) => array instanceof one) ?? Uint8Array;
  const isPlain = Object.getPrototypeOf(array) === type.prototype && array.byteLength === array.buffer.byteLength;
  return isPlain ? array : (new type(array) as Values);
}

/** The same with the arrays that are its fields made plain. */
export function withPlainArrays<Fields extends object>(fields: Fields): Fields {
  const entries = Object.entries(fields).map(([name, value]: [string, unknown]) => {
    const isArray = value instanceof Uint8Array || value instanceof Float32Array;
    return [name, isArray ? asPlain(value) : value];
  });
  return Object.fromEntries(entries) as Fields;
}
