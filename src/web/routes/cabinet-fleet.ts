/** The cabinet: what was refuelled, by whom and into what. */
import { type Route, client, get, post, whileLooking } from '../../accounts/guard.ts'
import { GIVERS } from '../../coupons/rights.ts'
import {
  showArchiveDriver,
  showDriver,
  showEditDriver,
  showNewDriver,
  submitArchiveDriver,
  submitEditDriver,
  submitNewDriver,
  submitRestoreDriver,
} from '../../drivers/cabinet-driver.tsx'
import { showDrivers } from '../../drivers/cabinet-drivers.tsx'
import { showImport, submitImport, submitImportConfirm } from '../../drivers/cabinet-import.tsx'
import { LIST_BYTES } from '../../drivers/import-pages.tsx'
import { downloadFile, showFile, showFiles, submitCancel, submitFile } from '../../exports/cabinet-files.tsx'
import { showRefuels } from '../../refuels/cabinet-list.tsx'
import { DISPUTERS } from '../../disputes/cabinet-dispute.tsx'
import { showRefuel, submitDispute as submitRefuelDispute } from '../../refuels/cabinet-refuel.tsx'
import { showReport, showReports } from '../../refuels/cabinet-reports.tsx'
import { downloadReport } from '../../refuels/report-file.ts'
import { downloadExcel, downloadOneC, downloadRegister } from '../../refuels/register.ts'
import {
  showSign,
  showSigns,
  submitDispute,
  submitOurs,
  submitSignBlock,
  submitSignComment,
} from '../../signs/cabinet-signs.tsx'
import {
  showVehicleImport,
  submitVehicleImport,
  submitVehicleImportConfirm,
} from '../../vehicles/cabinet-import.tsx'
import {
  showArchiveVehicle,
  showEditVehicle,
  showNewVehicle,
  showVehicle,
  submitArchiveVehicle,
  submitEditVehicle,
  submitNewVehicle,
  submitRestoreVehicle,
} from '../../vehicles/cabinet-vehicle.tsx'
import { showVehicles } from '../../vehicles/cabinet-vehicles.tsx'

export const cabinetFleetRoutes: Route[] = [
  // Refuels
  get('/app/refuels', client(), showRefuels),
  get('/app/refuels.xlsx', client(), downloadExcel),
  get('/app/refuels.csv', client(), downloadOneC),
  get('/app/refuels.pdf', client(), downloadRegister),
  get('/app/refuels/:id', client(), showRefuel),
  post('/app/refuels/:id/dispute', client(...DISPUTERS), submitRefuelDispute, { again: showRefuel }),
  get('/app/exports', whileLooking('closed', client()), showFiles),
  post('/app/exports', client(), submitFile, { again: showFiles }),
  get('/app/exports/:no', whileLooking('closed', client()), showFile),
  get('/app/exports/:no/file', whileLooking('closed', client()), downloadFile),
  post('/app/exports/:no/cancel', client(), submitCancel, { again: showFile }),
  get('/app/reports', client(), showReports),
  get('/app/reports/:month', client(), showReport),
  get('/app/reports/:month/report.xlsx', client(), downloadReport),

  // Refuels with signs of fraud
  get('/app/signs', client(...GIVERS), showSigns),
  get('/app/signs/:id', client(...GIVERS), showSign),
  post('/app/signs/:id/ours', client(...GIVERS), submitOurs, { again: showSign }),
  post('/app/signs/:id/dispute', client(...GIVERS), submitDispute, { again: showSign }),
  post('/app/signs/:id/block', client(...GIVERS), submitSignBlock, { again: showSign }),
  post('/app/signs/:id/comment', client(...GIVERS), submitSignComment, { again: showSign }),

  // Drivers
  get('/app/drivers', client(), showDrivers),
  get('/app/drivers/new', client(...GIVERS), showNewDriver),
  post('/app/drivers/new', client(...GIVERS), submitNewDriver, { again: showNewDriver }),
  get('/app/drivers/import', client(...GIVERS), showImport),
  post('/app/drivers/import', client(...GIVERS), submitImport, {
    again: showImport,
    files: true,
    maxBytes: LIST_BYTES,
  }),
  post('/app/drivers/import/confirm', client(...GIVERS), submitImportConfirm, {
    again: showImport,
    maxBytes: LIST_BYTES,
  }),
  get('/app/drivers/:id', client(), showDriver),
  get('/app/drivers/:id/edit', client(...GIVERS), showEditDriver),
  post('/app/drivers/:id/edit', client(...GIVERS), submitEditDriver, { again: showEditDriver }),
  get('/app/drivers/:id/archive', client(...GIVERS), showArchiveDriver),
  post('/app/drivers/:id/archive', client(...GIVERS), submitArchiveDriver, { again: showArchiveDriver }),
  post('/app/drivers/:id/restore', client(...GIVERS), submitRestoreDriver, { again: showDriver }),

  // Vehicles
  get('/app/vehicles', client(), showVehicles),
  get('/app/vehicles/new', client(...GIVERS), showNewVehicle),
  post('/app/vehicles/new', client(...GIVERS), submitNewVehicle, { again: showNewVehicle, many: ['fuel'] }),
  get('/app/vehicles/import', client(...GIVERS), showVehicleImport),
  post('/app/vehicles/import', client(...GIVERS), submitVehicleImport, {
    again: showVehicleImport,
    files: true,
    maxBytes: LIST_BYTES,
  }),
  post('/app/vehicles/import/confirm', client(...GIVERS), submitVehicleImportConfirm, {
    again: showVehicleImport,
    maxBytes: LIST_BYTES,
  }),
  get('/app/vehicles/:id', client(), showVehicle),
  get('/app/vehicles/:id/edit', client(...GIVERS), showEditVehicle),
  post('/app/vehicles/:id/edit', client(...GIVERS), submitEditVehicle, {
    again: showEditVehicle,
    many: ['fuel'],
  }),
  get('/app/vehicles/:id/archive', client(...GIVERS), showArchiveVehicle),
  post('/app/vehicles/:id/archive', client(...GIVERS), submitArchiveVehicle, { again: showArchiveVehicle }),
  post('/app/vehicles/:id/restore', client(...GIVERS), submitRestoreVehicle, { again: showVehicle }),
]
