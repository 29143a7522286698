import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

const every = 1500

/** What `read` answers now and from then on, again and again while the page is shown. */
export function watched<T>(read: () => Promise<T>, initial: T): { value: Ref<T>; refresh: () => Promise<void> } {
  const value = ref(initial) as Ref<T>
  let timer = 0
  let shown = true
  async function refresh() {
    try {
      value.value = await read()
    } catch {
      // The next look tells; what was asked for by hand says so by itself.
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
