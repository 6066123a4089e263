import type { AddressList, CatalogItem } from '#shared/wire/administration-plane'

type Access = CatalogItem['resources'][number]['access']
const of = (access: Access, ...names: string[]) => names.map((name) => ({ name, access }))

/** Templates for "From Catalog"; all products and partners are invented. */
export const CATALOG: CatalogItem[] = [
  {
    id: 'ridgeline-erp',
    name: 'Ridgeline ERP Web API',
    version: '2.2.0',
    kind: 'erp',
    partner: 'Ridgeline Systems',
    sourceKind: 'canonical',
    resources: of(
      ['owned'],
      'persons',
      'buildings',
      'rooms',
      'sites',
      'courses',
      'sections',
      'academic-periods',
      'employees',
      'student-charges',
    ),
  },
  {
    id: 'summit-integration',
    name: 'Summit Integration API',
    version: '9.36',
    kind: 'erp',
    partner: 'Summit Software',
    sourceKind: 'source-value',
    resources: of(['owned'], 'persons', 'addresses', 'organizations', 'employees', 'building-codes'),
  },
  {
    id: 'summit-student',
    name: 'Summit Student API',
    version: '9.41',
    kind: 'erp',
    partner: 'Summit Software',
    sourceKind: 'source-value',
    resources: of(['owned'], 'students', 'courses', 'sections', 'section-registrations', 'student-payments'),
  },
  {
    id: 'beacon-crm',
    name: 'Beacon CRM',
    version: '5.0',
    kind: 'crm',
    partner: 'Beacon Works',
    resources: [
      ...of(['owned'], 'admission-populations', 'prospect-opportunities'),
      ...of(['proxy', 'subscription'], 'persons', 'admission-applications', 'admission-decisions'),
    ],
  },
  {
    id: 'harbor-housing',
    name: 'Harbor Housing',
    version: '3.4',
    kind: 'other',
    partner: 'Harbor Residence Software',
    resources: [...of(['proxy', 'subscription'], 'persons', 'housing-assignments'), ...of(['proxy'], 'buildings', 'rooms', 'meal-plans')],
  },
  {
    id: 'lumen-library',
    name: 'Lumen Library',
    version: '1.8.2',
    kind: 'other',
    partner: 'Lumen Collective',
    resources: of(['proxy', 'subscription'], 'persons', 'person-holds', 'academic-periods'),
  },
]

/** Published egress addresses by product; all in the ranges reserved for documentation (RFC 5737, RFC 3849). */
export const ADDRESS_LISTS: AddressList[] = [
  {
    id: 'hub-us',
    product: 'Hub',
    region: 'us',
    addresses: ['192.0.2.16', '192.0.2.17', '192.0.2.18'],
    updatedOn: '2026-01-06T00:00:00.000Z',
  },
  { id: 'hub-eu', product: 'Hub', region: 'eu', addresses: ['198.51.100.16', '198.51.100.17'], updatedOn: '2026-01-06T00:00:00.000Z' },
  { id: 'learning-us', product: 'Learning Platform', region: 'us', addresses: ['203.0.113.0/26'], updatedOn: '2025-11-18T00:00:00.000Z' },
  {
    id: 'nat-us',
    product: 'Cloud NAT Gateways',
    region: 'us',
    addresses: ['203.0.113.64-203.0.113.79', '2001:db8:64::/48'],
    updatedOn: '2025-12-02T00:00:00.000Z',
  },
  {
    id: 'insights-us',
    product: 'Insights',
    region: 'us',
    addresses: ['192.0.2.128/27', '2001:db8:128::/56'],
    updatedOn: '2025-09-30T00:00:00.000Z',
  },
]
