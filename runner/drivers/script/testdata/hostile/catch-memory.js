// Catches that the memory is used up, and asks for more.
const staged = {}
export const wallet = { name: 'catch-memory' }
export const my = {
  signContract(options) {
    const kept = []
    for (;;) {
      try {
        kept.push(new Array(1e5).fill(kept.length))
      } catch (error) {
        kept.push(error)
      }
    }
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
