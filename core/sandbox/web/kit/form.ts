import { ElMessage } from 'element-plus'
import { reactive, ref } from 'vue'
import { Refusal } from './api'
import { say } from './language'

const problems: Record<string, () => string> = {
  required: () => say('必填', 'Required'),
  too_long: () => say('太长', 'Too long'),
  no_phone: () =>
    say('请填写 11 位手机号或带区号的座机号', 'A mobile number of 11 digits, or a fixed one with area code'),
  unknown: () => say('不存在', 'There is no such one'),
  must_agree: () => say('须同意电子面单协议', 'The agreements must be accepted'),
  wrong: () => say('账号或密码错误', 'Wrong name or password'),
  taken: () => say('已被使用', 'Already taken'),
}

/** A form whose mistakes the sandbox finds: `send` runs, and what it says is shown at the fields. */
export function useForm(sentence: (refused: string) => string = (refused) => refused) {
  const errors = reactive<Record<string, string>>({})
  const busy = ref(false)

  async function send(action: () => Promise<unknown>): Promise<boolean> {
    for (const field of Object.keys(errors)) errors[field] = ''
    busy.value = true
    try {
      await action()
      return true
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem
      for (const [field, what] of Object.entries(problem.fields)) errors[field] = problems[what]?.() ?? what
      if (Object.keys(problem.fields).length === 0)
        ElMessage.error(problem.refused ? sentence(problem.refused) : problem.message)
      return false
    } finally {
      busy.value = false
    }
  }

  return { errors, busy, send }
}
