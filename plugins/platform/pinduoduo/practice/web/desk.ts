import { get, post } from '@kit/api'

export type Role = 'unknown' | 'merchant' | 'factory'

export interface Shop {
  shop: string
  name: string
  role: Role
}

export interface Address {
  id: string
  country: string
  province: string
  city: string
  district: string
  street: string
}

export interface Profile extends Shop {
  set_up: boolean
  binding_name: string
  sender: string
  phone: string
  addresses: Address[]
  address: string
}

export interface Binding {
  id: string
  state: 'applied' | 'bound' | 'refused' | 'ended'
  name: string
  reason: string
  applied_at: string
  changed_at: string
  factory?: string
  sender?: string
  phone?: string
  address?: Address
}

export interface Waybill {
  carrier: string
  number: string
}

interface Contents {
  order: string
  goods: string
  variant: string
  sku: string
  quantity: number
  price_fen: number
  remark: string
  province: string
  city: string
  district: string
  sf_only: boolean
  assigned: boolean
  after_sale: string
  held: boolean
  risk: boolean
  numbers: Waybill[]
  extra_numbers: Waybill[]
}

export interface MerchantOrder extends Contents {
  on_hold: boolean
  placed_at: string
  factory: string
  factory_name: string
  shipped_at: string
  shipped_number: string
  shipped_carrier: string
  /** Where the buyer sends goods back to. */
  shipped_address?: Address
}

export interface FactoryOrder extends Contents {
  merchant: string
  merchant_name: string
  assigned_at: string
  updated_at: string
  replaced_by: string
}

export interface Outcome {
  done: string[]
  refused: { order: string; why: string }[]
}

const of = (shop: string, name: string) => `/back-office/shops/${shop}/${name}`

export const desk = {
  people: () => get<Shop[]>('/back-office/people'),
  logIn: (login: string, password: string) => post<Shop>('/back-office/log-in', { login, password }),
  logOut: (shop: string) => post(of(shop, 'log-out')),
  chooseRole: (shop: string, role: Role) => post(of(shop, 'role'), { role }),
  profile: (shop: string) => get<Profile>(of(shop, 'profile')),
  setUp: (shop: string, form: object) => post(of(shop, 'profile'), form),
  bindings: (shop: string) => get<Binding[]>(of(shop, 'bindings')),
  apply: (shop: string, factory: string) => post(of(shop, 'bindings/apply'), { factory }),
  decide: (shop: string, binding: string, agrees: boolean, reason = '') =>
    post(of(shop, 'bindings/decide'), { binding, agrees, reason }),
  end: (shop: string, binding: string) => post(of(shop, 'bindings/end'), { binding }),
  orders: <Order>(shop: string) => get<Order[]>(of(shop, 'orders')),
  assign: (shop: string, orders: string[], factory: string) =>
    post<Outcome>(of(shop, 'orders/assign'), { orders, factory }),
  unassign: (shop: string, orders: string[]) => post<Outcome>(of(shop, 'orders/unassign'), { orders }),
  ship: (shop: string, orders: string[], address: string) =>
    post<Outcome>(of(shop, 'orders/ship'), { orders, address }),
  answerAfterSale: (shop: string, orders: string[], agrees: boolean) =>
    post<Outcome>(of(shop, 'orders/after-sale'), { orders, agrees }),
}

/** What others do; the control port's own functions. */
export const practise = (action: string, body: object) => post(`/practice/control/platform/${action}`, body)
