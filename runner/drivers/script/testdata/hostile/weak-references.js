// Makes weak references for ever.
const staged = {}
export const wallet = { name: 'weak-references' }
export const my = {
  signContract(options) {
    for (let i = 0; ; i++) new WeakRef({ i }).deref()
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
