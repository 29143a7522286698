// main.mjs --steps LANGUAGE                  prints the steps for a person
// main.mjs --check FILE                      walks them; FILE is JSON: addresses, redirect, pages, authorize
// What a failed step saw is kept as a picture in the folder that FILE names.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openBrowser } from './browser.mjs'
import { steps } from './walk.mjs'

function printSteps(language) {
  steps.forEach((step, at) => console.log(`${String(at + 1).padStart(3)}. ${step[language]}`))
}

async function check(plan) {
  const browser = await openBrowser(plan.pages, { width: 1440, height: 900 })
  const { context } = browser
  const front = (page) => (page === stage.platform ? 'platform' : 'erp')
  const stage = {
    ...plan,
    context,
    platform: await context.newPage(),
    erp: await context.newPage(),
    /** Pastes the address that the platform sent the browser to. */
    redirected: async (address) => void execFileSync(plan.authorize[0], [...plan.authorize.slice(1), address]),
    picture: (page, name) => page.screenshot({ path: join(plan.folder, `${front(page)}-${name}.png`), fullPage: true }),
  }
  // A script that fails on a page is a mistake of the page, whatever the click did.
  const mistakes = []
  for (const page of [stage.platform, stage.erp]) page.on('pageerror', (error) => mistakes.push(error.message))

  let passed = 0
  try {
    for (const [at, step] of steps.entries()) {
      await step.walk(stage)
      if (mistakes.length > 0) throw new Error(`the page failed: ${mistakes.join('; ')}`)
      passed = at + 1
      console.log(`${String(passed).padStart(3)}. ok  ${step.zh}`)
    }
  } catch (problem) {
    console.log(`${String(passed + 1).padStart(3)}. FAILED  ${steps[passed].zh}\n${problem.stack}`)
    for (const page of [stage.platform, stage.erp]) await stage.picture(page, 'failed').catch(() => undefined)
    console.log(`What the pages showed: ${plan.folder}/*-failed.png`)
  } finally {
    await browser.close()
  }
  const failed = steps.length - passed
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

const [mode, argument] = process.argv.slice(2)
if (mode === '--steps') printSteps(argument)
else process.exitCode = await check(JSON.parse(readFileSync(argument, 'utf8')))
