import { say } from '@kit/language'

const refusals: Record<string, () => string> = {
  unknown_order: () => say('销售单不存在', 'There is no such order'),
  already_done: () => say('已经是这个状态', 'It is so already'),
  shipped_already: () => say('已发货', 'It is shipped already'),
  not_in_this_step: () => say('当前状态不能执行此操作', 'Not in this state'),
  not_audited: () => say('尚未审核', 'It is not audited yet'),
  too_few_orders: () => say('合并至少需要两个销售单', 'Merging needs two orders at least'),
  several_shops: () => say('只能合并同一渠道的销售单', 'Only orders of one channel can be merged'),
  too_few_pieces: () => say('件数少于拆分份数', 'It has fewer pieces than parts'),
}

const states: Record<number, string> = {
  1010: 'To be audited',
  4110: 'To be shipped',
  4112: 'Number reserved',
  4130: 'Part shipped',
  5010: 'Cancelled',
  5020: 'Merged',
  5030: 'Split',
  6000: 'On its way',
  9090: 'Completed',
}

/** The ERP has its own names; the steps that people meet here have English ones too. */
export const stateText = (status: number, name: string) => say(name, states[status] ?? name)

export const refusalText = (why: string) => refusals[why]?.() ?? why
