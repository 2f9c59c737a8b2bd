// Reads through a proxy that reads through itself.
const staged = {}
export const wallet = { name: 'proxy-recursion' }
export const my = {
  signContract(options) {
    const mirror = new Proxy({}, { get: (target, name, receiver) => receiver[name] + 1 })
    return mirror.signed
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
