variable "project_id" {
  description = "The project that holds the topics."
  type        = string
}

variable "names" {
  description = "Types of events, from terraform/functions.json."
  type        = list(string)
}

variable "regions" {
  description = "Regions where Pub/Sub may store events."
  type        = list(string)
}

variable "labels" {
  description = "Labels of the topics."
  type        = map(string)
  default     = {}
}

variable "kms_key" {
  description = "Full id of the key that encrypts messages at rest; null for Google's own. Pub/Sub uses it for new messages."
  type        = string
  default     = null
}
