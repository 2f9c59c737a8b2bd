// A string of a gigabyte as the code.
const staged = {}
export const wallet = { name: 'gigabyte-string' }
export const my = {
  signContract(options) {
    const result = { authState: staged.authState, authCode: 'x'.repeat(1e9) }
    setTimeout(() => {
      options.success(result)
      options.complete(result)
    }, 10)
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
