export { AuditDiff, type Change } from './audit-diff.tsx'
export { BarChart, type ChartColumn, type ChartSeries } from './bar-chart.tsx'
export { Button, Buttons, type ButtonTone, IconLink, LinkButton, PrintButton } from './button.tsx'
export { CabinetPage } from './cabinet-page.tsx'
export { Checkbox, Checkboxes, RadioCards, Radios } from './choices.tsx'
export { Confirm } from './confirm.tsx'
export { CopyField } from './copy-field.tsx'
export { Empty } from './empty.tsx'
export { ErrorSummary } from './error-summary.tsx'
export { Field, FieldError, type FieldProps } from './field.tsx'
export { type Chip, FilterBar } from './filters.tsx'
export { FieldRow, Fieldset, Form } from './form.tsx'
export { GuestPage } from './guest-page.tsx'
export { Icon } from './icon.tsx'
export type { IconName } from './icons.ts'
export {
  BinField,
  CodeField,
  DateField,
  EmailField,
  FileField,
  NumberField,
  type Option,
  PasswordField,
  PhoneField,
  SearchField,
  SelectField,
  TextArea,
  TextField,
} from './inputs.tsx'
export { LanguageSwitch } from './language-switch.tsx'
export { LimitBar } from './limit-bar.tsx'
export { BackLink, Crumbs } from './links.tsx'
export type { FrameProps } from './main.tsx'
export { RowMenu } from './menu.tsx'
export { Notice } from './notice.tsx'
export { OfficePage } from './office-page.tsx'
export { Page } from './page.tsx'
export { Pager } from './pager.tsx'
export { Support } from './site-footer.tsx'
export { SessionRow } from './session-row.tsx'
export { StepCounter } from './steps.tsx'
export { SummaryList, type SummaryRow } from './summary-list.tsx'
export { type Column, DataTable, type Selection } from './table.tsx'
export { type Tab, Tabs } from './tabs.tsx'
export { FuelTag, StatusTag, type TagTone } from './tag.tsx'
export { Panel, Tile, Tiles } from './tile.tsx'
export { type TimelineEvent, Timeline } from './timeline.tsx'
export { WorkProgress } from './progress.tsx'
export { Wordmark } from './wordmark.tsx'
