/** The package describes its functions and not the list they look in; the functions would bring code that nobody here calls. */
declare module 'currency-codes/data.js' {
  const data: readonly { code: string; number: string; currency: string }[]
  export default data
}
