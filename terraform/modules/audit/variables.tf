variable "project_id" {
  description = "The project whose access is logged."
  type        = string
}

variable "log_document_access" {
  description = "Logs every document read and written: complete, and several times the price of the turns themselves."
  type        = bool
  default     = false
}
