// Calls itself for ever, and again on its way back.
const staged = {}
export const wallet = { name: 'finally-recursion' }
export const my = {
  signContract(options) {
    const down = () => {
      try {
        down()
      } finally {
        down()
      }
    }
    down()
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
