import { start } from '@kit/start'
import './colours.css'
import App from './App.vue'

start(App, '拼多多 商家后台（练习）')
