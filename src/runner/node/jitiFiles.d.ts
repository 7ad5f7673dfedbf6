// The two files of jiti that come without types; jiti.ts says what they are.

declare module '*/jiti/dist/jiti.cjs' {
  const createJiti: unknown;
  export default createJiti;
}

declare module '*/jiti/dist/babel.cjs' {
  const transform: unknown;
  export default transform;
}
