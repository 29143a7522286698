import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { Refusal } from './api'

const every = 1500

/** What `read` answers now and from then on, again and again while the page is shown. */
export function watched<T>(read: () => Promise<T>, initial: T): { value: Ref<T>; refresh: () => Promise<void> } {
  const value = ref(initial) as Ref<T>
  let timer = 0
  let shown = true
  async function refresh() {
    try {
      value.value = await read()
    } catch (problem) {
      // A sandbox that was started anew knows nobody. Anything else the next look tells.
      if (problem instanceof Refusal && problem.status === 401) location.reload()
    }
  }
  async function keep() {
    await refresh()
    if (shown) timer = window.setTimeout(keep, every)
  }
  onMounted(keep)
  onBeforeUnmount(() => {
    shown = false
    window.clearTimeout(timer)
  })
  return { value, refresh }
}
