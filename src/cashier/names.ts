/** A name of an operation, as tills give them. */
export const NAME = /^[A-Za-z0-9._-]{8,64}$/
