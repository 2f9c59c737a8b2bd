// Parses ever deeper JSON, whatever that throws.
const staged = {}
export const wallet = { name: 'deep-parse' }
export const my = {
  signContract(options) {
    for (let depth = 1000; ; depth *= 2) {
      try {
        JSON.parse('[{"a":'.repeat(depth) + '1' + '}]'.repeat(depth))
      } catch (error) {
        depth = 1000
      }
    }
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
