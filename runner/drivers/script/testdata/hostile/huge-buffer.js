// Asks for 8 GB at once.
const staged = {}
export const wallet = { name: 'huge-buffer' }
export const my = {
  signContract(options) {
    return new Uint8Array(8e9)
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
