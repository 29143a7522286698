// What the tabs of a shop's 网店配置 are in daifa: the schema of the daemon's configuration names each option,
// its meaning in both languages and its default; a strategy file says what is chosen.
import schema from '@config/daifa.schema.json'
import { language } from '@kit/language'
import { parse } from 'yaml'

interface Property {
  description?: string
  default?: unknown
  properties?: Record<string, Property>
  items?: unknown
}

export interface Option {
  key: string
  meaning: string
  fallback: string
  chosen: string
}

const parts = (schema as unknown as { $defs: { strategy: { properties: Record<string, Property> } } }).$defs.strategy
  .properties

/** The descriptions hold one line per language. */
export function meaningOf(property: Property): string {
  const lines = (property.description ?? '').split('\n')
  return (language.value === 'zh' ? lines[0] : lines[1]) ?? ''
}

function asText(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function collect(properties: Record<string, Property>, path: string, chosen: unknown, into: Option[]) {
  for (const [name, property] of Object.entries(properties)) {
    const key = `${path}.${name}`
    const value = (chosen as Record<string, unknown> | null | undefined)?.[name]
    if (property.properties) collect(property.properties, key, value, into)
    else into.push({ key, meaning: meaningOf(property), fallback: asText(property.default), chosen: asText(value) })
  }
}

/** The options of one part of a strategy ("download", "audit", "upload", "stock"), and what `text` chooses. */
export function optionsOf(part: string, text: string): Option[] {
  const options: Option[] = []
  let strategy: unknown
  try {
    strategy = parse(text)
  } catch {
    strategy = undefined
  }
  const chosen = (strategy as Record<string, unknown> | null | undefined)?.[part]
  collect(parts[part]?.properties ?? {}, part, chosen, options)
  return options
}
