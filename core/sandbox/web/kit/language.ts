import { computed, ref, watchEffect } from 'vue'
import en from 'element-plus/es/locale/lang/en'
import zhCn from 'element-plus/es/locale/lang/zh-cn'

export type Language = 'zh' | 'en'

const kept = localStorage.getItem('language')

export const language = ref<Language>(kept === 'en' ? 'en' : 'zh')

/** The words of the component library. */
export const locale = computed(() => (language.value === 'zh' ? zhCn : en))

/** One of the two, by the language that is chosen now. */
export function say(zh: string, english: string): string {
  return language.value === 'zh' ? zh : english
}

watchEffect(() => {
  localStorage.setItem('language', language.value)
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
})
