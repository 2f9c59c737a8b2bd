// Sets a million timers in each call.
const staged = {}
export const wallet = { name: 'million-timers' }
export const my = {
  signContract(options) {
    for (let i = 0; i < 1e6; i++) setTimeout(() => {}, i % 1000)
    setTimeout(() => {
      options.success({ authState: staged.authState, authCode: 'c' })
      options.complete()
    }, 500)
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
