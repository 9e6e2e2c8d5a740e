/** What the audit log tells, in the reader's words. */
import type { Schemas } from "../../api/client";
import { m } from "../../paraglide/messages.js";

export type AuditEntry = Schemas["AuditEntry"];

const ACTIONS: Readonly<Record<AuditEntry["action"], () => string>> = {
  report_viewed: m.audit_report_viewed,
  file_downloaded: m.audit_file_downloaded,
  record_deleted: m.audit_record_deleted,
  record_expired: m.audit_record_expired,
  upload_deleted: m.audit_upload_deleted,
  interview_deleted: m.audit_interview_deleted,
  commented: m.audit_commented,
  comment_deleted: m.audit_comment_deleted,
  graded: m.audit_graded,
  grade_deleted: m.audit_grade_deleted,
  group_deleted: m.audit_group_deleted,
  exported: m.audit_exported,
  erased: m.audit_erased,
  consent_given: m.audit_consent_given,
  consent_withdrawn: m.audit_consent_withdrawn,
  shared: m.audit_shared,
  share_revoked: m.audit_share_revoked,
  signed_in: m.audit_signed_in,
  signed_out: m.audit_signed_out,
  signed_out_everywhere: m.audit_signed_out_everywhere,
  sign_in_failed: m.audit_sign_in_failed,
  password_changed: m.audit_password_changed,
  password_reset: m.audit_password_reset,
  reset_made: m.audit_reset_made,
  token_made: m.audit_token_made,
  token_revoked: m.audit_token_revoked,
  account_made: m.audit_account_made,
  account_disabled: m.audit_account_disabled,
  account_enabled: m.audit_account_enabled,
  role_changed: m.audit_role_changed,
  quota_changed: m.audit_quota_changed,
  invited: m.audit_invited,
  invitation_revoked: m.audit_invitation_revoked,
};

export function actionOf({ action }: AuditEntry): string {
  return ACTIONS[action]();
}

/** Entries that differ in nothing but the time, one after the other, are told once, with how often. */
export function grouped(entries: readonly AuditEntry[]): { entry: AuditEntry; times: number }[] {
  const groups: { entry: AuditEntry; times: number }[] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last && isAlike(last.entry, entry)) last.times += 1;
    else groups.push({ entry, times: 1 });
  }
  return groups;
}

function isAlike(one: AuditEntry, other: AuditEntry): boolean {
  return JSON.stringify({ ...one, at: "" }) === JSON.stringify({ ...other, at: "" });
}
