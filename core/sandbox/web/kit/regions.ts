import table from 'china-area-data/data.json'

const country = '86'
const parts = table as Record<string, Record<string, string>>
/** What the statistics office writes where a city has no name of its own. */
const nameless = ['市辖区', '县']

function codeOf(parent: string, name: string): string {
  const found = Object.entries(parts[parent] ?? {}).find(([, one]) => one === name)
  return found?.[0] ?? ''
}

export const provinces = (): string[] => Object.values(parts[country])

/** A municipality is its own only city, as on parcels. */
export function citiesOf(province: string): string[] {
  const cities = Object.values(parts[codeOf(country, province)] ?? {})
  if (province && cities.every((name) => nameless.includes(name))) return [province]
  return cities
}

export function districtsOf(province: string, city: string): string[] {
  const code = codeOf(country, province)
  const cities = city === province ? Object.keys(parts[code] ?? {}) : [codeOf(code, city)]
  const districts = cities.flatMap((one) => Object.values(parts[one] ?? {}))
  const named = districts.filter((name) => !nameless.includes(name))
  return named.length > 0 || !city ? named : [city]
}
