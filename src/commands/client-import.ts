import { say } from './settings.ts'

export async function clientImport(options: { csv: string; send?: boolean; json?: boolean }): Promise<void> {
  say(options, 'soon', {})
}
