import { get, post } from '@kit/api'

export interface Channel {
  id: string
  code: string
  name: string
  platform: string
  native: boolean
}

export interface Carrier {
  code: string
  name: string
  express_code: string
}

export interface SalesOrder {
  order: string
  sources: string[]
  channel: string
  native: boolean
  status: number
  status_name: string
  live: boolean
  recipient: string
  region: string
  seller_note: string
  reserved_number: string
  created_at: string
  audited_at: string
  shipped_at: string
  lines: { goods: string; variant: string; barcode: string; quantity: number }[]
  parcels: { carrier: string; number: string }[]
}

export interface Outcome {
  done: string[]
  refused: { order: string; why: string }[]
}

export interface Strategies {
  directory: string
  files: { name: string; text: string }[]
}

const of = (name: string) => `/back-office/${name}`

export const house = {
  logIn: (login: string, password: string) => post(of('log-in'), { login, password }),
  logOut: () => post(of('log-out')),
  channels: () => get<Channel[]>(of('channels')),
  addChannel: (form: object) => post(of('channels'), form),
  carriers: () => get<Carrier[]>(of('carriers')),
  orders: () => get<SalesOrder[]>(of('orders')),
  audit: (orders: string[]) => post<Outcome>(of('orders/audit'), { orders }),
  cancel: (orders: string[]) => post<Outcome>(of('orders/cancel'), { orders }),
  ship: (orders: string[], carrier: string, number: string) =>
    post<Outcome>(of('orders/ship'), { orders, carrier, number }),
  merge: (orders: string[]) => post(of('orders/merge'), { orders }),
  split: (order: string, parts: number) => post(of('orders/split'), { order, parts }),
  strategies: () => get<Strategies>('/practice/strategies'),
}
