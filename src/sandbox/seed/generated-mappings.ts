import type { Row } from '../state/model'
import { guidOf, titleOf } from './names'

type Group = { resource: string; property: string; enumerations: string[] }

const GROUPS: Group[] = [
  {
    resource: 'person-name-types',
    property: 'category',
    enumerations: ['legal', 'birth', 'personal', 'nickname', 'preferred', 'former', 'other'],
  },
  {
    resource: 'marital-statuses',
    property: 'maritalCategory',
    enumerations: ['single', 'married', 'divorced', 'separated', 'widowed', 'other'],
  },
  {
    resource: 'races',
    property: 'racialCategory',
    enumerations: ['asian', 'black', 'white', 'pacificIslander', 'native', 'multiple', 'other'],
  },
  { resource: 'ethnicities', property: 'ethnicCategory', enumerations: ['hispanic', 'nonHispanic', 'unknown', 'declined', 'other'] },
  { resource: 'residency-types', property: 'category', enumerations: ['resident', 'nonResident', 'exchange', 'reciprocal', 'other'] },
  { resource: 'student-statuses', property: 'category', enumerations: ['active', 'inactive', 'graduated', 'withdrawn', 'other'] },
  { resource: 'student-types', property: 'category', enumerations: ['new', 'continuing', 'transfer', 'visiting', 'other'] },
  { resource: 'academic-levels', property: 'category', enumerations: ['undergraduate', 'graduate', 'doctoral', 'professional', 'other'] },
  { resource: 'course-levels', property: 'category', enumerations: ['lower', 'upper', 'graduate', 'remedial', 'other'] },
  {
    resource: 'instructional-methods',
    property: 'category',
    enumerations: ['lecture', 'laboratory', 'seminar', 'online', 'hybrid', 'other'],
  },
  {
    resource: 'section-registration-statuses',
    property: 'status.sectionRegistrationStatusReason',
    enumerations: ['registered', 'dropped', 'withdrawn', 'pending', 'canceled'],
  },
  { resource: 'grade-definitions', property: 'category', enumerations: ['pass', 'fail', 'incomplete', 'audit', 'other'] },
  { resource: 'course-title-types', property: 'category', enumerations: ['short', 'long', 'detailed', 'catalog', 'other'] },
  { resource: 'room-types', property: 'type', enumerations: ['classroom', 'conference', 'library', 'office', 'residence', 'other'] },
  { resource: 'person-guardians', property: 'relationType', enumerations: ['parent', 'guardian', 'stepParent', 'sibling', 'other'] },
  { resource: 'admission-decisions', property: 'category', enumerations: ['admit', 'deny', 'defer', 'waitlist', 'other'] },
  { resource: 'housing-assignments', property: 'status', enumerations: ['assigned', 'canceled', 'pending', 'prorated', 'other'] },
  { resource: 'housing-requests', property: 'status', enumerations: ['submitted', 'approved', 'rejected', 'withdrawn', 'other'] },
  { resource: 'meal-plans', property: 'category', enumerations: ['unlimited', 'weekly', 'block', 'commuter', 'other'] },
  { resource: 'organizations', property: 'roles.type', enumerations: ['vendor', 'employer', 'partner', 'donor', 'other'] },
  { resource: 'employees', property: 'status', enumerations: ['active', 'terminated', 'leave', 'retired', 'other'] },
  { resource: 'student-charges', property: 'chargeType', enumerations: ['tuition', 'fee', 'housing', 'meal', 'other'] },
  { resource: 'student-payments', property: 'paymentType', enumerations: ['cash', 'check', 'card', 'sponsor', 'other'] },
  { resource: 'person-holds', property: 'category', enumerations: ['academic', 'financial', 'administrative', 'health', 'other'] },
]
const ROWS_PER_GROUP = 5

/** Rows beside the samples, so that the mapping rows of the ERP fill more than one page. Every seventh is not mapped. */
export function canonicalMappings(): { rows: Row[]; options: Row[] } {
  const rows: Row[] = []
  const options: Row[] = []
  for (const { resource, property, enumerations } of GROUPS) {
    for (let index = 0; index < ROWS_PER_GROUP; index += 1) {
      const id = guidOf('mapping-settings', 'erp', resource, property, String(index))
      const resources = [{ resource, propertyName: property }]
      const enumeration = enumerations[index] ?? 'other'
      const isUnmapped = rows.length % 7 === 6
      const code = `${enumeration.slice(0, 3).toUpperCase()}${index + 1}`
      rows.push({
        id,
        title: titleOf(resource),
        ethos: isUnmapped ? { resources } : { resources, enumeration },
        source: { title: titleOf(enumeration), value: code },
      })
      options.push({ id, ethos: { resources, enumerations } })
    }
  }
  return { rows, options }
}

/** Rows of the student API: the hub's word is fixed, and the source value is set, never set, or looked at and not used. */
export function sourceValueMappings(): { rows: Row[]; options: Row[] } {
  const rows: Row[] = []
  const options: Row[] = []
  const groups = GROUPS.filter(({ resource }) => /^(student|academic|course|section|grade|instructional|admission)/.test(resource))
  for (const { resource, property, enumerations } of groups) {
    const title = `${resource.replaceAll('-', '.').toUpperCase()}.${property.replace(/.*\./, '').toUpperCase()}`
    const sourceOptions = enumerations.map((word, index) => ({
      title: titleOf(word),
      value: `${word.slice(0, 2).toUpperCase()}${index}`,
      origin: `STV${resource.slice(0, 4).toUpperCase()}`,
    }))
    enumerations.forEach((enumeration, index) => {
      const id = guidOf('mapping-settings', 'student', resource, enumeration)
      const resources = [{ resource, propertyName: property }]
      const option = sourceOptions[index]
      const isNotUsed = index === enumerations.length - 1
      const isNeverSet = rows.length % 5 === 3
      const chosen = option ? { title: option.title, value: option.value } : { value: 'UPDATE_ME' }
      const source = isNotUsed ? { value: `NOT_IN_USE_${String(index).padStart(2, '0')}` } : isNeverSet ? { value: 'UPDATE_ME' } : chosen
      rows.push({ id, title, ethos: { resources, enumeration }, source })
      options.push({ id, ethos: { resources, enumerations: [enumeration] }, sourceOptions })
    })
  }
  return { rows, options }
}
