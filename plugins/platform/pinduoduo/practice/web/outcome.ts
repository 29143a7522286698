import { ElMessage, ElMessageBox } from 'element-plus'
import { h } from 'vue'
import { say } from '@kit/language'
import type { Outcome } from './desk'
import { refusalText } from './words'

/** Says which orders did not go through and why; those are returned, to stay selected. */
export function tell(outcome: Outcome, success: string): string[] {
  if (outcome.done.length > 0) ElMessage.success(`${success}: ${outcome.done.length}`)
  if (outcome.refused.length > 0) {
    const lines = outcome.refused.map((one) => h('p', `${one.order} ${refusalText(one.why)}`))
    ElMessageBox.alert(h('div', lines), say('未处理的订单', 'Orders that were refused'), {
      confirmButtonText: say('知道了', 'OK'),
    }).catch(() => undefined)
  }
  return outcome.refused.map((one) => one.order)
}
