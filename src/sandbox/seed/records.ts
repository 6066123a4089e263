import type { Row } from '../state/model'
import { FIRST_NAMES, guidOf, LAST_NAMES, numberOf, pick, titleOf } from './names'

/** Ids that public request collections of this protocol ask for; the people behind them here are invented. */
const IDS_CLIENTS_ASK_FOR = [
  'f657b0e2-4c12-48f5-a6b3-24ea7eed44bd',
  '35b16136-bafd-4b5d-9dd2-995ad9f4ba00',
  'e17f9afb-ad01-4727-bd98-6664258decb0',
]
const SUBJECTS = [
  'Art',
  'Biology',
  'Business',
  'Chemistry',
  'Computing',
  'English',
  'History',
  'Mathematics',
  'Nursing',
  'Physics',
  'Psychology',
  'Spanish',
]
const LEVELS = ['Introduction to', 'Topics in', 'Methods of', 'Seminar in', 'History of', 'Practice of', 'Advanced', 'Applied'] as const
const MADE_FROM: Record<string, (label: string) => Row[]> = {
  persons, courses, sections, subjects, buildings, rooms, sites,
  'academic-periods': academicPeriods,
  'institution-jobs': institutionJobs,
} // prettier-ignore

const made = new Map<string, Row[]>()

/** What a source holds of a resource before anyone changed it. The two tenants differ in numbers. */
export function recordsOf(resource: string, label: string): Row[] {
  const key = `${label}/${resource}`
  const known = made.get(key)
  if (known) return known
  const make = MADE_FROM[resource]
  const rows = make ? make(label) : codeList(resource)
  made.set(key, rows)
  return rows
}

const idOf = (resource: string, index: number) => guidOf('record', resource, String(index))
const times = (count: number, make: (index: number) => Row) => Array.from({ length: count }, (_, index) => make(index))

function persons(label: string): Row[] {
  return times(label === 'Production' ? 1377 : 640, (index) => {
    const text = String(index)
    const firstName = FIRST_NAMES[numberOf(FIRST_NAMES.length, 'first', text)] ?? 'Ada'
    const lastName = LAST_NAMES[numberOf(LAST_NAMES.length, 'last', text)] ?? 'Vance'
    const year = 1950 + numberOf(57, 'year', text)
    return {
      id: IDS_CLIENTS_ASK_FOR[index] ?? idOf('persons', index),
      privacyStatus: { privacyCategory: numberOf(12, 'privacy', text) === 0 ? 'restricted' : 'unrestricted' },
      names: [{ type: { category: 'legal' }, fullName: `${firstName} ${lastName}`, firstName, lastName, preference: 'preferred' }],
      dateOfBirth: `${year}-0${1 + numberOf(9, 'month', text)}-${10 + numberOf(18, 'day', text)}`,
      gender: pick(['female', 'male', 'unknown'], 'gender', text),
      roles: [{ role: pick(['student', 'student', 'student', 'instructor', 'employee'], 'role', text) }],
      credentials: [{ type: 'colleaguePersonId', value: String(index + 1).padStart(7, '0') }],
      emails: [
        {
          type: { emailType: 'school' },
          address: `${firstName}.${lastName}.${index}@maplevalley.example`.toLowerCase(),
          preference: 'primary',
        },
      ],
      metadata: {},
    }
  })
}

function subjects(): Row[] {
  return SUBJECTS.map((title, index) => ({ id: idOf('subjects', index), title, abbreviation: title.slice(0, 4).toUpperCase() }))
}

function courses(): Row[] {
  return times(SUBJECTS.length * LEVELS.length, (index) => {
    const subject = index % SUBJECTS.length
    return {
      id: idOf('courses', index),
      title: `${LEVELS[Math.floor(index / SUBJECTS.length)] ?? 'Topics in'} ${SUBJECTS[subject] ?? 'Art'}`,
      number: String(100 + Math.floor(index / SUBJECTS.length) * 50),
      subject: { id: idOf('subjects', subject) },
      effectiveStartDate: '2015-08-01',
    }
  })
}

function sections(label: string): Row[] {
  return times(label === 'Production' ? 420 : 180, (index) => ({
    id: idOf('sections', index),
    code: String(1000 + index),
    title: `Section ${1000 + index}`,
    course: { id: idOf('courses', index % (SUBJECTS.length * LEVELS.length)) },
    academicPeriod: { id: idOf('academic-periods', index % 8) },
    site: { id: idOf('sites', index % 3) },
  }))
}

function academicPeriods(): Row[] {
  return times(8, (index) => {
    const year = 2023 + Math.floor(index / 2)
    return {
      id: idOf('academic-periods', index),
      code: `${year}${index % 2 ? 'FA' : 'SP'}`,
      title: `${index % 2 ? 'Fall' : 'Spring'} ${year}`,
      category: { type: 'term' },
      startOn: `${year}-${index % 2 ? '08' : '01'}-15T00:00:00Z`,
    }
  })
}

function sites(): Row[] {
  return ['Main Campus', 'River Campus', 'Online'].map((title, index) => ({
    id: idOf('sites', index),
    code: title.slice(0, 4).toUpperCase(),
    title,
  }))
}

function buildings(): Row[] {
  return times(24, (index) => ({
    id: idOf('buildings', index),
    code: `B${String(index + 1).padStart(2, '0')}`,
    title: `${LAST_NAMES[index] ?? 'Vance'} Hall`,
    site: { id: idOf('sites', index % 2) },
  }))
}

function rooms(): Row[] {
  return times(96, (index) => ({
    id: idOf('rooms', index),
    number: String(101 + index),
    title: `Room ${101 + index}`,
    building: { id: idOf('buildings', index % 24) },
  }))
}

function institutionJobs(): Row[] {
  return times(60, (index) => ({
    id: idOf('institution-jobs', index),
    person: { id: idOf('persons', index * 7 + 3) },
    startOn: '2019-09-01',
    preference: 'primary',
  }))
}

/** Most resources are code lists; the others answer a small list in the same shape. */
function codeList(resource: string): Row[] {
  return times(3 + numberOf(9, 'count', resource), (index) => ({
    id: idOf(resource, index),
    code: `${resource.slice(0, 3).toUpperCase()}${index + 1}`,
    title: `${titleOf(resource)} ${index + 1}`,
  }))
}
