// Doubles a string until there is no more.
const staged = {}
export const wallet = { name: 'string-doubling' }
export const my = {
  signContract(options) {
    let text = 'signing'
    for (;;) {
      text += text
      staged.code = text.charCodeAt(text.length >> 1)
    }
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
