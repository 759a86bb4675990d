import { start, type Parts } from '../main.ts'
import { greeting } from '../demo/greeting.ts'
import { settings } from './settings.ts'

/** Runs the product until it is told to stop; SIGTERM and SIGINT let what runs finish, within ten seconds. */
export async function serve(parts: Parts): Promise<void> {
  needNode24()
  const config = settings()
  const running = await start(config, parts)
  if (config.mode === 'local' && parts.pages) process.stdout.write(`${greeting(running.url)}\n`)
  const stop = () => {
    // Something that hangs must not keep the operator waiting for ever.
    setTimeout(() => process.exit(1), 9_500).unref()
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        running.app.log.error('did not stop cleanly', { error })
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

// npm brings Node 24 for Linux and Windows; elsewhere the machine's own is used.
function needNode24(): void {
  if (Number(process.versions.node.split('.')[0]) < 24) {
    throw new Error(
      `MyCoupon needs Node.js 24 or newer, this is ${process.versions.node}: install it from nodejs.org, or start with npm.`,
    )
  }
}
