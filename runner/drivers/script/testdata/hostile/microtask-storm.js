// Each microtask queues the next: no timer ever runs again.
const staged = {}
export const wallet = { name: 'microtask-storm' }
export const my = {
  signContract(options) {
    const again = () => Promise.resolve().then(again)
    again()
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
