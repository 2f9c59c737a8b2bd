// toJSON never returns, called from a native stringify.
const staged = {}
export const wallet = { name: 'tojson-loop' }
export const my = {
  signContract(options) {
    options.success({ authState: staged.authState, toJSON: () => { for (;;) {} } })
    return JSON.stringify({ toJSON: () => { for (;;) {} } })
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
