'use strict';
// After the payment: where the parcel is, and the flat files for the accounts.
const { amazon, ask, completed, once, print, report } = require('./shop.js');

const prefix = '_GET_FLAT_FILE_OFFAMAZONPAYMENTS_';
const reportType = `${prefix}SANDBOX_SETTLEMENT_DATA_`;

async function tracker() {
  const { chargePermissionId } = await completed('AuthorizeWithCapture');
  const parcel = { trackingNumber: '123456789012', carrierCode: 'TAQBIN_JP' };
  await report('tracker', amazon.deliveryTrackers({ chargePermissionId, deliveryDetails: [parcel] }));
  await report('no parcel', amazon.deliveryTrackers({ chargePermissionId, deliveryDetails: [] }));
}

async function reports() {
  const hour = (n) => new Date(Date.now() + n * 3600000).toISOString().replace(/[-:]|\.\d+/g, ''); // 20260115T030405Z
  const span = { startTime: hour(-1), endTime: hour(1) };
  const { reportId } = await report('create report', amazon.createReport({ reportType, ...span }, once()));
  await report('in progress', amazon.getReportById(reportId));
  await ask('advance', { by: '30s' });
  const { reportDocumentId } = await report('made', amazon.getReportById(reportId));
  const { url } = await report('document', amazon.getReportDocument(reportDocumentId));
  const [columns, ...rows] = (await (await fetch(url)).text()).trimEnd().split('\r\n').map((line) => line.split('\t'));
  print('rows', 0, { rows: rows.map((row) => Object.fromEntries(row.map((cell, i) => [columns[i], cell]))) });
  await report('list', amazon.getReports({ reportTypes: [reportType], processingStatuses: ['COMPLETED', 'FAILED'], pageSize: 10 }));
  await report('list without filter', amazon.getReports());
  await report('list of another kind', amazon.getReports({ reportTypes: [`${prefix}REFUND_DATA_`, `${prefix}CAPTURE_DATA_`] }));
  await report('not in sandbox', amazon.createReport({ reportType: `${prefix}REFUND_DATA_`, ...span }, once()));
}

async function schedules() {
  const { reportScheduleId } = await report('create schedule', amazon.createReportSchedule({ reportType, scheduleFrequency: 'P7D' }, once()));
  await report('schedule', amazon.getReportScheduleById(reportScheduleId));
  await report('schedules', amazon.getReportSchedules([reportType]));
  await report('cancel schedule', amazon.cancelReportSchedule(reportScheduleId)); // DELETE without a body
  await report('schedule is gone', amazon.getReportScheduleById(reportScheduleId));
}

tracker().then(reports).then(schedules);
