# R with readr: every CSV by the types of its schema in datapackage.json; any parsing problem is an error.
suppressPackageStartupMessages({library(readr); library(jsonlite)})
folder <- commandArgs(trailingOnly = TRUE)[2]
package <- fromJSON(file.path(folder, "datapackage.json"), simplifyVector = FALSE)

column <- function(field) {
  switch(field$type,
         integer = col_integer(), number = col_double(), boolean = col_logical(),
         date = col_date(),
         string = if (is.null(field$constraints$enum)) col_character()
                  else col_factor(levels = unlist(field$constraints$enum)))
}

as_text <- function(values) {
  texts <- if (is.logical(values)) tolower(as.character(values))
           else if (is.numeric(values)) format(values, scientific = FALSE, trim = TRUE, digits = 15)
           else as.character(values)
  ifelse(is.na(values), "", texts)
}

tables <- list()
for (resource in package$resources) {
  if (!identical(resource$type, "table")) next
  fields <- resource$schema$fields
  names <- vapply(fields, function(field) field$name, "")
  types <- do.call(cols, setNames(lapply(fields, column), names))
  table <- read_csv(file.path(folder, resource$path), col_types = types, na = "", trim_ws = FALSE,
                    progress = FALSE)
  if (nrow(problems(table)) > 0) stop(resource$name, ": parsing problems")
  if (!identical(colnames(table), names)) stop(resource$name, ": another header")
  texts <- lapply(as.list(table), as_text)
  rows <- lapply(seq_len(nrow(table)), function(row) unname(lapply(texts, `[[`, row)))
  tables[[resource$name]] <- c(list(as.list(names)), rows)
}
cat(toJSON(list(tables = tables), auto_unbox = TRUE))
