// Bad input of the command line: one line for stderr, exit code 2.

export class InputError extends Error {}
