// Headless Chromium of the system, driven by the pages' own playwright-core.
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const flags = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
]

/** A browser with a folder of its own; `pages` is where the build keeps the pages' npm modules. */
export async function openBrowser(pages, viewport) {
  const { chromium } = createRequire(join(pages, 'package.json'))('playwright-core')
  const folder = mkdtempSync(join(tmpdir(), 'daifa-browser-'))
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.DAIFA_CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
    chromiumSandbox: false,
    viewport,
    locale: 'zh-CN',
  })
  context.setDefaultTimeout(30_000 * Number(process.env.DAIFA_SLOW ?? 1))
  return {
    context,
    async close() {
      await context.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
