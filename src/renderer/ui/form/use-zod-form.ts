import { zodResolver } from '@hookform/resolvers/zod'
import { useForm, type DefaultValues, type FieldValues, type Path, type UseFormReturn } from 'react-hook-form'
import type { z } from 'zod'

type Fault = { path: string; message: string }

/**
 * The one form pattern: a zod schema says what is right, `words` says what is wrong in the language of the catalogue, the
 * first bad field takes the focus, and nothing typed is lost when sending fails.
 */
export function useZodForm<Input extends FieldValues, Output>(options: {
  schema: z.ZodType<Output, Input>
  defaults: DefaultValues<Input>
  words: (field: string, code: string) => string
}): UseFormReturn<Input, unknown, Output> {
  const { schema, defaults, words } = options
  return useForm<Input, unknown, Output>({
    defaultValues: defaults,
    // Not on blur: an error that appears under the pointer moves the button away from the click that caused the blur.
    mode: 'onSubmit',
    reValidateMode: 'onChange',
    shouldFocusError: true,
    resolver: zodResolver(schema, { error: (issue) => words(String(issue.path?.[0] ?? ''), issue.code) }),
  })
}

/** Puts faults that came from main or the hub at their fields. True when at least one found its field. */
export function showFaults<Input extends FieldValues, Output>(
  form: UseFormReturn<Input, unknown, Output>,
  fields: readonly Path<Input>[],
  faults: readonly Fault[],
): boolean {
  const known = faults.flatMap((fault) => {
    const field = fields.find((name) => fault.path === name || fault.path.startsWith(`${name}.`))
    return field === undefined ? [] : [{ field, message: fault.message }]
  })
  known.forEach(({ field, message }, index) => form.setError(field, { type: 'server', message }, { shouldFocus: index === 0 }))
  return known.length > 0
}
