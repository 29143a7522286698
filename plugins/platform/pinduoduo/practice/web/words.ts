import { say } from '@kit/language'
import type { Address, Binding } from './desk'

const refusals: Record<string, () => string> = {
  wrong_role: () => say('当前角色不能执行此操作', 'Not with this role'),
  role_is_chosen: () => say('角色已选定，不能更改', 'The role is chosen and stays'),
  not_set_up: () => say('请先完成代发设置', 'Set up drop-shipping first'),
  not_a_factory: () => say('没有这个厂家店铺', 'There is no factory with this id'),
  bound_already: () => say('已申请或已绑定该厂家', 'This factory is applied for or bound already'),
  unknown_binding: () => say('没有这个绑定关系', 'There is no such binding'),
  not_in_this_state: () => say('当前状态不能执行此操作', 'Not in this state'),
  unknown_order: () => say('订单不存在', 'There is no such order'),
  not_bound: () => say('该厂家未绑定', 'This factory is not bound'),
  after_sale: () => say('订单售后中', 'There is an after-sale'),
  risk_control: () => say('订单被风控', 'It is under risk control'),
  assigned_already: () => say('订单已分配', 'It is assigned already'),
  not_assigned: () => say('订单未分配', 'It is not assigned'),
  shipped_already: () => say('订单已发货', 'It is shipped already'),
  no_number: () => say('厂家尚未回传运单号', 'The factory has returned no number yet'),
  on_hold: () => say('订单已暂停发货', 'The platform suspends its dispatch'),
  unknown_address: () => say('请选择退货地址', 'Choose a return address'),
}

export const refusalText = (why: string) => refusals[why]?.() ?? why

export function stateText(state: Binding['state']): string {
  return {
    applied: say('待厂家同意', 'Waits for the factory'),
    bound: say('已绑定', 'Bound'),
    refused: say('已拒绝', 'Refused'),
    ended: say('已解绑', 'Ended'),
  }[state]
}

export function afterSaleText(step: string): string {
  const texts: Record<string, () => string> = {
    none: () => '',
    requested: () => say('售后申请中', 'After-sale requested'),
    refunding: () => say('退款中', 'Refund under way'),
    refunded: () => say('已退款', 'Refunded'),
    withdrawn: () => say('售后已撤销', 'After-sale withdrawn'),
    rejected: () => say('售后已驳回', 'After-sale rejected'),
    goods_return: () => say('退货中', 'Goods come back'),
    exchange: () => say('换货中', 'Exchange'),
  }
  return texts[step]?.() ?? step
}

export const addressText = (address: Address) =>
  [address.country, address.province, address.city, address.district, address.street].join(' ')

export const yuan = (fen: number) => (fen / 100).toFixed(2)
