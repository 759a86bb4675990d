/** What the pages that take a list from a spreadsheet have in common. */
import type { ClientVisit } from '../accounts/visit.ts'
import { fileSize } from '../i18n/format.ts'
import { decodeText } from '../values/decode-text.ts'
import { Button, Buttons, FileField, Form, LinkButton, TextArea } from '../web/parts/index.ts'
import type { Errors } from '../web/view.ts'
import { MOST_ROWS } from './read-list.ts'

/** A list of the most rows is a tenth of this. */
export const LIST_BYTES = 1024 * 1024

/** The form: rows to paste, or a file. */
export function ImportFields({
  visit,
  action,
  back,
  example,
  errors,
}: {
  visit: ClientVisit
  action: string
  back: string
  example: string
  errors: Errors
}) {
  const view = visit.view()
  const { t } = view
  return (
    <Form view={view} action={action} files>
      <TextArea
        view={view}
        name="rows"
        label={t('drivers.paste')}
        hint={example}
        value={visit.form.text('rows')}
        rows={8}
        optional
        errors={errors}
      />
      <FileField
        view={view}
        name="list"
        label={t('drivers.file')}
        hint={t('drivers.fileHint')}
        accept=".csv,.txt"
        optional
        errors={errors}
      />
      <Buttons>
        <Button>{t('act.continue')}</Button>
        <LinkButton href={back}>{t('act.cancel')}</LinkButton>
      </Buttons>
    </Form>
  )
}

/** The text of what was sent, or why it cannot be read. */
export async function textOf(visit: ClientVisit): Promise<string | Errors> {
  const { form, t } = visit
  const file = form.file('list')
  if (!file) return form.text('rows')
  if (file.size > LIST_BYTES / 2)
    return { list: t('err.of.csv.size', { size: fileSize(visit.lang, LIST_BYTES / 2) }) }
  const decoded = decodeText(new Uint8Array(await file.arrayBuffer()))
  return decoded ? decoded.text : { list: t('err.of.csv.encoding') }
}

/** Why there is no list, at the field it came by. */
export function listErrors({ t, form }: ClientVisit, reason: 'empty' | 'rows' | 'broken'): Errors {
  const field = form.file('list') ? 'list' : 'rows'
  switch (reason) {
    case 'empty':
      return { [field]: t('err.driver.listEmpty') }
    case 'rows':
      return { [field]: t('err.driver.listLong', { max: MOST_ROWS }) }
    case 'broken':
      return { [field]: t('err.driver.listBroken') }
  }
}
