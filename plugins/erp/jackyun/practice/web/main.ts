import { start } from '@kit/start'
import './colours.css'
import App from './App.vue'

start(App, '吉客云（练习）')
