// The tutorial of 厂家代发 from the choice of a role to the shipment, as people click it. One list of steps: a
// person reads them (--steps), a browser does them (scripts/tour --check, and CTest). `stage` holds the pages'
// addresses and what the practice run can do beside them.
import assert from 'node:assert/strict'

const sign = { login: 'factory', shop: '10000001' }
const profile = { 店铺名称: '晨曦家居', 寄件人: '李练习', 联系电话: '13800000000', 详细地址: '练习路1号' }
const region = { 省: '浙江省', 市: '杭州市', 区县: '余杭区' }

const goods = '练习毛毯'

const button = (page, name) => page.getByRole('button', { name, exact: true })
const menu = (page, name) => page.getByRole('navigation').getByRole('link', { name })
const rowOf = (page, text) => page.getByRole('row').filter({ hasText: text })

async function logIn(page, name) {
  await page.getByLabel('账号').fill(name)
  await page.getByLabel('密码').fill(name)
  await button(page, '登录').click()
}

async function switchTo(stage, shop) {
  await stage.platform.goto(`${stage.addresses.platform}/#/${shop}/orders`)
}

async function selectOrder(page, number) {
  await page.getByRole('checkbox', { name: `选择 ${number}` }).check()
}

/** Opens a select that Element Plus draws by the keyboard, and chooses. */
async function choose(page, label, option) {
  await page.getByRole('combobox', { name: label }).press('ArrowDown')
  await page.getByRole('option', { name: option }).click()
}

async function fitsEverywhere(stage, page, width) {
  const links = await page.getByRole('navigation').getByRole('link').all()
  for (const [at, link] of links.entries()) {
    await link.click()
    await page.getByRole('heading').first().waitFor()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    await stage.picture(page, `end-${at + 1}-${width}`)
    assert.ok(wide <= 0, `${page.url()} is ${wide} px too wide at ${width}`)
  }
}

export const steps = [
  {
    zh: '拼多多后台：点“开一个新店铺（练习）”，用它的账号登录',
    en: '拼多多 back office: "Open a new shop (practice)", log in with its name',
    async walk(stage) {
      await stage.platform.goto(stage.addresses.platform)
      await button(stage.platform, '开一个新店铺（练习）').click()
      const login = await stage.platform.getByRole('status').locator('.number').innerText()
      stage.merchant = await stage.platform.getByRole('status').locator('b').first().innerText()
      await logIn(stage.platform, login)
      await stage.platform.getByRole('heading', { name: '请选择您的角色' }).waitFor()
    },
  },
  {
    zh: '选“我是商家”，下一步，确认',
    en: 'Choose 我是商家, next, confirm',
    async walk({ platform }) {
      await platform.getByText('我是商家').click()
      await button(platform, '下一步').click()
      await button(platform, '确认').click()
      await platform.getByRole('heading', { name: '代发设置' }).waitFor()
    },
  },
  {
    zh: '代发设置：直接点“开通”，每个必填项在自己的位置报错',
    en: 'Set-up: press 开通 at once; each required field says what it lacks',
    async walk({ platform }) {
      await button(platform, '开通').click()
      await platform.getByText('须同意电子面单协议').waitFor()
      assert.equal(await platform.getByText('必填', { exact: true }).count(), 7)
      await platform.getByLabel('联系电话').fill('12')
      await button(platform, '开通').click()
      await platform.getByText('请填写 11 位手机号或带区号的座机号').waitFor()
    },
  },
  {
    zh: '填写店铺名称、寄件人、电话，依次选省、市、区县，填详细地址，同意协议，开通',
    en: 'Fill in name, sender and phone, choose province, city and district, fill in the street, agree, 开通',
    async walk({ platform }) {
      for (const [label, text] of Object.entries(profile)) await platform.getByLabel(label).fill(text)
      for (const [label, name] of Object.entries(region)) await choose(platform, label, name)
      await platform.getByText('我已阅读并同意').click()
      await button(platform, '开通').click()
      await button(platform, '保存').waitFor()
    },
  },
  {
    zh: `厂家管理：填厂家店铺 ID ${sign.shop}，申请绑定`,
    en: `厂家管理: factory shop id ${sign.shop}, apply`,
    async walk({ platform }) {
      await menu(platform, '厂家管理').click()
      await button(platform, '申请绑定').click()
      await platform.getByText('必填', { exact: true }).waitFor()
      await platform.getByLabel('厂家店铺 ID').fill(sign.shop)
      await button(platform, '申请绑定').click()
      await rowOf(platform, '待厂家同意').waitFor()
    },
  },
  {
    zh: `登录其他店铺（${sign.login} / ${sign.login}），商家管理里核对商家资料，同意`,
    en: `Log in another (${sign.login} / ${sign.login}); 商家管理: look at the merchant, agree`,
    async walk({ platform }) {
      await button(platform, '登录其他店铺').click()
      await logIn(platform, sign.login)
      const row = rowOf(platform, '晨曦家居')
      await row.getByText('练习路1号').waitFor()
      await row.getByRole('button', { name: '同意' }).click()
      await row.getByText('已绑定').waitFor()
    },
  },
  {
    zh: '授权：打开授权地址，登录厂家店铺，同意；daifa 得到授权（scripts/tour 启动时已做好）',
    en: 'Authorize: open the address, log in as the factory, consent; daifa has its access (done when the tour began)',
    async walk(stage) {
      const page = await stage.context.newPage()
      const back = page.waitForRequest((request) => request.url().startsWith(stage.redirect))
      await page.goto(stage.addresses.authorize)
      await logIn(page, sign.login)
      await button(page, '同意授权').click()
      const redirected = (await back).url()
      assert.match(redirected, /[?&]code=[0-9a-f]+&state=/)
      await page.close()
      await stage.redirected(redirected)
    },
  },
  {
    zh: '切换回商家：练习控制 → 买家下单：“练习毛毯”1 个，再随机 2 个',
    en: 'Back to the merchant: practice controls, buyers order one "练习毛毯" and two by chance',
    async walk(stage) {
      const { platform } = stage
      await switchTo(stage, stage.merchant)
      await button(platform, '练习控制').click()
      await platform.getByLabel('商品名称').fill(goods)
      await button(platform, '下单').click()
      await rowOf(platform, goods).waitFor({ state: 'attached' })
      await platform.getByLabel('商品名称').fill('')
      await platform.getByLabel('订单数').fill('2')
      await button(platform, '下单').click()
      await platform.keyboard.press('Escape')
      await platform.getByRole('checkbox', { name: /^选择 \d{6}-\d{15}$/ }).nth(2).waitFor()
      const names = await platform.getByRole('checkbox', { name: /^选择 \d/ }).evaluateAll((boxes) =>
        boxes.map((box) => box.getAttribute('aria-label').split(' ')[1]))
      stage.orders = names.reverse()
    },
  },
  {
    zh: '风控的订单不能分配：选一个，练习“风控”，分配厂家，看原因',
    en: "An order under risk control can't be assigned: select one, practise 风控, assign, read why",
    async walk(stage) {
      const { platform } = stage
      const risky = stage.orders[2]
      await selectOrder(platform, risky)
      await button(platform, '风控').click()
      await rowOf(platform, risky).getByText('风控', { exact: true }).waitFor()
      await button(platform, '分配厂家').click()
      await button(platform, '确认').click()
      await platform.getByText(`${risky} 订单被风控`).waitFor()
      await button(platform, '知道了').click()
      await platform.getByRole('checkbox', { name: `选择 ${risky}` }).uncheck()
    },
  },
  {
    zh: '选其余两个订单，分配厂家，确认',
    en: 'Select the other two, 分配厂家, confirm',
    async walk(stage) {
      const { platform } = stage
      for (const number of stage.orders.slice(0, 2)) await selectOrder(platform, number)
      await button(platform, '分配厂家').click()
      await button(platform, '确认').click()
      for (const number of stage.orders.slice(0, 2)) await rowOf(platform, number).getByText('已分配').waitFor()
    },
  },
  {
    zh: '申请售后的订单自动失去分配：选第二个，练习“申请售后”',
    en: 'An after-sale takes the assignment away: select the second, practise 申请售后',
    async walk(stage) {
      const { platform } = stage
      const second = stage.orders[1]
      await selectOrder(platform, second)
      await button(platform, '申请售后').click()
      await rowOf(platform, second).getByText('售后申请中').waitFor()
      await rowOf(platform, second).getByText('待分配').waitFor()
      await platform.getByRole('checkbox', { name: `选择 ${second}` }).uncheck()
    },
  },
  {
    zh: '售后服务：选中申请中的订单，驳回；“已结束”里是已驳回',
    en: '售后服务: select the order that is asked about, 驳回; under 已结束 it is rejected',
    async walk(stage) {
      const { platform } = stage
      const second = stage.orders[1]
      await menu(platform, '售后服务').click()
      await selectOrder(platform, second)
      await button(platform, '驳回').click()
      await rowOf(platform, second).waitFor({ state: 'detached' })
      await platform.getByText('已结束').click()
      await rowOf(platform, second).getByText('售后已驳回').waitFor()
    },
  },
  {
    zh: '厂家：代发订单里看到脱敏的订单，看不到真实订单号和收件人',
    en: 'The factory sees the order masked: neither its real number nor the recipient',
    async walk(stage) {
      await switchTo(stage, sign.shop)
      await rowOf(stage.platform, goods).filter({ hasText: '晨曦家居' }).getByText('待发货').waitFor()
      assert.equal(await stage.platform.getByText(stage.orders[0]).count(), 0)
    },
  },
  {
    zh: '吉客云页面：用 admin / admin 登录；daifa 已把订单导入，渠道是自有商城',
    en: '吉客云: log in as admin / admin; daifa has imported the order into the own-platform channel',
    async walk({ erp, addresses }) {
      await erp.goto(addresses.erp)
      await logIn(erp, 'admin')
      await menu(erp, '销售单').click()
      await rowOf(erp, goods).filter({ hasText: '代发自有商城' }).getByText('待审核').waitFor({ timeout: 90_000 })
    },
  },
  {
    zh: '渠道列表：新增一个直营网店，必填项报错；选拼多多的网店对接口隐藏订单',
    en: '渠道列表: add a 直营网店; required fields speak up; one of 拼多多 hides its orders from the interface',
    async walk({ erp }) {
      await menu(erp, '渠道列表').click()
      await button(erp, '新增直营网店').click()
      await button(erp, '保存').click()
      await erp.getByText('必填', { exact: true }).nth(2).waitFor()
      await erp.getByLabel('渠道编码').fill('PDD-02')
      await erp.getByLabel('渠道名称').fill('拼多多二店')
      await choose(erp, '销售平台', '拼多多')
      await button(erp, '保存').click()
      await rowOf(erp, '拼多多二店').getByText('接口不可见').waitFor()
    },
  },
  {
    zh: '网店配置：四个页签对应策略 YAML 的 download、audit、upload、stock',
    en: '网店配置: its four tabs are download, audit, upload and stock of the strategy',
    async walk({ erp }) {
      await rowOf(erp, '代发自有商城').getByRole('button', { name: '网店配置' }).click()
      await erp.getByRole('tab', { name: '转入审核' }).click()
      await rowOf(erp, 'audit.mode').getByText('manual').first().waitFor()
      await erp.keyboard.press('Escape')
    },
  },
  {
    zh: '销售单：选中，审核；再发货（快递 中通-北仓）',
    en: '销售单: select, 审核, then 发货 by 中通-北仓',
    async walk(stage) {
      const { erp } = stage
      await menu(erp, '销售单').click()
      const row = rowOf(erp, goods)
      const number = (await row.getByRole('checkbox').getAttribute('aria-label')).split(' ')[1]
      await row.getByRole('checkbox').check()
      await button(erp, '审核').click()
      await rowOf(erp, number).getByText('待发货待递交').waitFor()
      await selectOrder(erp, number)
      await button(erp, '发货').click()
      await choose(erp, '快递公司', '中通-北仓')
      await button(erp, '确认发货').click()
      await rowOf(erp, number).getByText('发货在途').waitFor()
      stage.waybill = await rowOf(erp, number).locator('.waybill').first().innerText()
      assert.match(stage.waybill, /^ZT\d+$/)
    },
  },
  {
    zh: '商家：daifa 已回传，订单上出现同一个运单号',
    en: 'The merchant: daifa returned it, the same number stands on the order',
    async walk(stage) {
      await switchTo(stage, stage.merchant)
      const row = rowOf(stage.platform, stage.orders[0])
      await row.getByText(stage.waybill).waitFor({ timeout: 90_000 })
      await row.getByText('待发货').waitFor()
    },
  },
  {
    zh: '选中订单，发货，选退货地址，确认：已发货',
    en: 'Select it, 发货, choose the return address, confirm: shipped',
    async walk(stage) {
      const { platform } = stage
      await selectOrder(platform, stage.orders[0])
      await button(platform, '发货').click()
      await choose(platform, '退货地址', '练习路1号')
      await button(platform, '确认').click()
      await rowOf(platform, stage.orders[0]).getByText('已发货', { exact: true }).waitFor()
      await rowOf(platform, stage.orders[0]).getByText(/退货至.*练习路1号/).waitFor()
    },
  },
  {
    zh: '练习控制：故障 10 %，只选“变慢”，设置；再改回 0',
    en: 'Practice controls: faults 10 %, 变慢 alone, set; then back to 0',
    async walk({ platform }) {
      const faults = () => platform.evaluate(() => fetch('/practice/faults').then((answer) => answer.json()))
      await button(platform, '练习控制').click()
      await platform.getByLabel('多少 % 的接口调用出错').fill('10')
      await platform.getByText('变慢').click()
      await button(platform, '设置').click()
      await platform.getByText('已设置').first().waitFor()
      const chosen = await faults()
      assert.equal(chosen.rate, 0.1)
      assert.deepEqual(chosen.kinds, ['slow'])
      await platform.getByText('变慢').click()
      await platform.getByLabel('多少 % 的接口调用出错').fill('0')
      await button(platform, '设置').click()
      await platform.getByText('已设置').nth(1).waitFor()
      const reset = await faults()
      assert.equal(reset.rate, 0)
      assert.deepEqual(reset.kinds, [])
      await platform.keyboard.press('Escape')
    },
  },
  {
    zh: '手机宽度（375）和英文：每个菜单都没有整页横向滚动',
    en: 'At 375 px and in English no page of the menus scrolls sideways',
    async walk(stage) {
      for (const page of [stage.platform, stage.erp])
        for (const width of [375, 1440]) {
          await page.setViewportSize({ width, height: 800 })
          await button(page, width === 375 ? 'English' : '中文').click()
          await fitsEverywhere(stage, page, width)
        }
    },
  },
]
