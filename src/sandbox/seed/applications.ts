import type { Restriction } from '#shared/wire/administration-plane'
import type { SourceSlug } from './resources'

/** A key to seed; its value is made at first start. Ages are days before that. */
export type KeySeed = { addedBy: string; days: number; restriction: Restriction; usedDaysAgo?: number }

export type ApplicationSeed = {
  name: string
  description: string
  origin?: 'catalog'
  catalogId?: string
  /** A source of the sandbox. */
  source?: SourceSlug
  /** A base URI that leads nowhere: some hubs have such. */
  baseUri?: string
  username?: string
  /** `false`: the hub never got the password. */
  hasPassword?: boolean
  /** Owns everything that its source lists. */
  ownsAll?: boolean
  /** Owned beside that, or alone, whether a source lists them or not. */
  owns?: string[]
  /** Resources through the proxy, by the owner's name; `*` is all that the owner has. */
  access?: Record<string, string[]>
  subscriptions?: Record<string, string[]>
  keys: KeySeed[]
  /** Only in the tenant with this label. */
  only?: 'Production' | 'Test'
}

export const ERP = 'Ridgeline ERP Web API'
export const INTEGRATION = 'Summit Integration API'
export const STUDENT = 'Summit Student API'

const ADMIN = 'd.whitlock@maplevalley.example'
const COLLEAGUE = 'r.ortiz@maplevalley.example'
const FORMER = 'p.singh@maplevalley.example'
const YEAR = 365

const open: Restriction = { mode: 'unrestricted' }
const only = (...addresses: string[]): Restriction => ({ mode: 'restricted', addresses })
const LOOPBACK = only('127.0.0.0/8', '::1')

/**
 * The applications of the invented institution, the owners first. The first key of the owners, and of the consumers
 * that outside clients are likely to take, works from this machine.
 */
export const APPLICATIONS: ApplicationSeed[] = [
  {
    name: ERP,
    description: 'The ERP of the college: people, courses, finance. Its values are fixed rows; the word of the hub is edited.',
    origin: 'catalog',
    catalogId: 'ridgeline-erp',
    source: 'erp',
    ownsAll: true,
    username: 'hub_integration',
    // In no source: the hub says so when it lists what is available.
    owns: ['x-legacy-permits'],
    access: { [ERP]: ['*'], [STUDENT]: ['students'] },
    subscriptions: { [ERP]: ['persons'] },
    keys: [
      { addedBy: FORMER, days: 7 * YEAR, restriction: open, usedDaysAgo: 0 },
      { addedBy: ADMIN, days: 400, restriction: only('192.0.2.10', '192.0.2.11') },
    ],
  },
  {
    name: INTEGRATION,
    description: 'Shared data of the older student system. The word of the hub is fixed; the source value is edited.',
    origin: 'catalog',
    catalogId: 'summit-integration',
    source: 'integration',
    ownsAll: true,
    username: 'INTEGRATION_USER',
    access: { [INTEGRATION]: ['*'] },
    keys: [
      { addedBy: ADMIN, days: 2 * YEAR, restriction: LOOPBACK, usedDaysAgo: 2 },
      { addedBy: ADMIN, days: 30, restriction: only('198.51.100.0/24', '2001:db8:10::/48') },
    ],
  },
  {
    name: STUDENT,
    description: 'Student records of the older student system.',
    origin: 'catalog',
    catalogId: 'summit-student',
    source: 'student',
    ownsAll: true,
    username: 'STUDENTAPI_USER',
    access: { [STUDENT]: ['*'] },
    keys: [{ addedBy: ADMIN, days: 2 * YEAR, restriction: LOOPBACK }],
  },
  {
    name: 'Mobile Campus',
    description: 'The app on the phones of students. Reads people, courses and sections.',
    access: { [ERP]: ['*'], [STUDENT]: ['sections-inquiry', 'students'], [INTEGRATION]: ['building-codes'] },
    subscriptions: { [ERP]: ['persons', 'buildings', 'sections', 'courses'] },
    keys: [
      { addedBy: FORMER, days: 4 * YEAR + 20, restriction: open, usedDaysAgo: 0 },
      { addedBy: COLLEAGUE, days: 0, restriction: only() },
    ],
  },
  {
    name: 'Housing Portal',
    description: 'Rooms, assignments and meal plans.',
    access: { [ERP]: ['persons', 'buildings', 'rooms', 'sites', 'housing-assignments', 'housing-requests', 'meal-plans', 'email-types'] },
    subscriptions: { [ERP]: ['persons', 'housing-assignments'] },
    keys: [
      { addedBy: ADMIN, days: 95, restriction: LOOPBACK, usedDaysAgo: 1 },
      { addedBy: ADMIN, days: 3 * YEAR, restriction: only('203.0.113.20-203.0.113.40', '192.0.2.0/28') },
    ],
  },
  {
    name: 'Library Access',
    description: 'Library accounts. Reads people of both systems.',
    access: { [ERP]: ['persons', 'person-holds'], [INTEGRATION]: ['persons', 'addresses'] },
    subscriptions: { [ERP]: ['persons'] },
    keys: [{ addedBy: COLLEAGUE, days: 200, restriction: LOOPBACK, usedDaysAgo: 12 }],
  },
  {
    name: 'Card Services',
    description: 'Door and meal cards. Owns two resources that no source lists.',
    owns: ['x-card-transactions', 'x-meal-swipes'],
    access: { [ERP]: ['persons', 'buildings', 'rooms'] },
    keys: [
      { addedBy: COLLEAGUE, days: 500, restriction: only('127.0.0.2'), usedDaysAgo: 40 },
      { addedBy: COLLEAGUE, days: 499, restriction: only('2001:db8::/32', '2001:db9::10-2001:db9::1f') },
    ],
  },
  {
    name: 'Beacon CRM',
    description: 'Admissions and alumni. Its base URI cannot be reached from here.',
    origin: 'catalog',
    catalogId: 'beacon-crm',
    baseUri: 'https://crm.maplevalley.example/api',
    username: 'hub-reader',
    owns: ['admission-populations', 'prospect-opportunities', 'x-campaigns'],
    access: { [ERP]: ['persons', 'admission-applications', 'admission-decisions', 'academic-periods'] },
    keys: [
      { addedBy: ADMIN, days: 760, restriction: only('198.51.100.0/25') },
      { addedBy: ADMIN, days: 30, restriction: only() },
    ],
  },
  {
    name: 'Analytics Warehouse',
    description: 'Nightly copies. Twelve keys, one for each loader.',
    access: {
      [ERP]: ['persons', 'courses', 'sections', 'section-registrations', 'student-charges', 'student-payments'],
      [STUDENT]: ['students'],
    },
    keys: [
      { addedBy: ADMIN, days: 1500, restriction: only('0.0.0.0/0') },
      ...Array.from({ length: 11 }, (_, index): KeySeed => ({
        addedBy: index % 2 ? ADMIN : COLLEAGUE,
        days: 1400 - index * 110,
        restriction: only(`192.0.2.${100 + index}`),
      })),
    ],
  },
  {
    name: 'Old Vendor Link',
    description: 'Contract ended. The source behind it was switched off.',
    baseUri: 'sandbox:/source/retired/api',
    username: 'vendor',
    owns: ['vocations', 'wealth-screening-requests'],
    keys: [{ addedBy: FORMER, days: 6 * YEAR + 200, restriction: open }],
  },
  {
    name: 'Payroll Bridge',
    description: 'Sends pay periods. The hub never got its password.',
    source: 'erp',
    username: 'payroll',
    hasPassword: false,
    owns: ['pay-periods', 'payroll-deduction-arrangements'],
    access: { [ERP]: ['employees', 'institution-jobs'] },
    keys: [{ addedBy: COLLEAGUE, days: 45, restriction: only('192.0.2.44', '2001:db8:44::1') }],
  },
  {
    name: 'Degree Audit',
    description: 'Waits for its addresses: its only key is denied everywhere.',
    access: { [ERP]: ['courses', 'sections', 'academic-periods'], [STUDENT]: ['students', 'courses'] },
    keys: [{ addedBy: COLLEAGUE, days: 1, restriction: only() }],
  },
  {
    name: 'Parking Permits',
    description: 'Permits and plates.',
    access: { [ERP]: ['persons', 'x-parking-permits'] },
    keys: [{ addedBy: COLLEAGUE, days: 620, restriction: open }],
    only: 'Production',
  },
  {
    name: 'Emergency Alerts',
    description: 'Text messages to everyone on campus.',
    access: { [ERP]: ['persons', 'phone-types'] },
    subscriptions: { [ERP]: ['persons'] },
    keys: [{ addedBy: ADMIN, days: 1100, restriction: only('203.0.113.5', '203.0.113.6', '2001:db8:5::/64') }],
    only: 'Production',
  },
  {
    name: 'Load Test Client',
    description: 'Fires requests at the proxy, in Test only.',
    access: { [ERP]: ['*'] },
    keys: [{ addedBy: COLLEAGUE, days: 10, restriction: open }],
    only: 'Test',
  },
  {
    name: 'Advising Prototype',
    description: 'A student project.',
    access: { [ERP]: ['student-advisor-relationships', 'persons'] },
    keys: [{ addedBy: COLLEAGUE, days: 20, restriction: LOOPBACK }],
    only: 'Test',
  },
]

/** Restrictions of the first keys in Test where they differ from Production, by application. */
export const TEST_RESTRICTIONS: Record<string, Restriction | undefined> = {
  'Housing Portal': open,
  'Library Access': only('127.0.0.0/8', '::1', '198.51.100.77'),
  'Degree Audit': only('127.0.0.1', '127.0.0.2', '::1'),
  'Beacon CRM': open,
}
