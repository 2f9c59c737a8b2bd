// Every payload has getters that throw, that hang, or that make more of the same.
const staged = {}
export const wallet = { name: 'getter-bombs' }
export const my = {
  signContract(options) {
    const bomb = () => new Proxy({}, {
      ownKeys: () => Array.from({ length: 1e5 }, (_, i) => 'key' + i),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, get: bomb }),
      get: (_, name) => {
        if (name === 'then') throw new Error('then')
        return bomb()
      },
    })
    const hanging = { get authState() { for (;;) {} } }
    setTimeout(() => {
      options.success(bomb())
      options.fail(hanging)
    }, 10)
    return bomb()
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
