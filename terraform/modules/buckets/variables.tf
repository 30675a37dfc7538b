variable "project_id" {
  description = "The project that holds the bucket; the bucket is named after it."
  type        = string
}

variable "location" {
  description = "A region, or a multi-region such as EU. It cannot be changed."
  type        = string
}

variable "delete_protection" {
  description = "Prevents deletion of a bucket that contains blobs."
  type        = bool
}

variable "nearline_after_days" {
  description = "Blobs older than this move to cheaper storage; 0 disables it."
  type        = number
  default     = 90
}

variable "labels" {
  description = "Labels of the bucket."
  type        = map(string)
  default     = {}
}

variable "kms_key" {
  description = "Full id of the key that encrypts blobs; null for Google's own. Cloud Storage uses it for new blobs."
  type        = string
  default     = null
}
