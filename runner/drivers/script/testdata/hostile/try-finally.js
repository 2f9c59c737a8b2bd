// Catches whatever is thrown at it and goes on.
const staged = {}
export const wallet = { name: 'try-finally' }
export const my = {
  signContract(options) {
    for (;;) {
      try {
        throw new Error('again')
      } catch (error) {
        continue
      } finally {
        continue
      }
    }
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
