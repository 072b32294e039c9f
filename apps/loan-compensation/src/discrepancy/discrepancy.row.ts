/** The columns of an exception as the service names them. */
export const EXCEPTION = `discrepancy_id as "discrepancyId", bank_code as "bankCode", due_bill_no as "dueBillNo",
  nullif(event_id, '') as "eventId", code, severity, status, opened_at as "openedAt", due_on::text as "dueOn", resolution,
  resolved_at as "resolvedAt", resolved_by as "resolvedBy", reason`;
