import 'element-plus/dist/index.css'
import './style.css'
import { createApp, type Component } from 'vue'

export function start(page: Component, title: string) {
  document.title = title
  createApp(page).mount('#app')
}
