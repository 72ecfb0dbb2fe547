-- wanted: load no file
use "folder"
