variable "project_id" {
  description = "The project whose access is logged."
  type        = string
}

variable "log_document_access" {
  description = "Logs every document read and write. Complete, but costs several times as much as the turns themselves."
  type        = bool
  default     = false
}
